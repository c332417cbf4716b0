package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.Action;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.ProblemType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReaderTest {
  private final ActionReader reader = new ActionReader(Identity.nobody());

  private Action read(String text) {
    return reader.read(JsonText.parse(text.replace('\'', '"')), "/actions/3", "demo");
  }

  @Test
  void everyActionIsReadByItsName() {
    assertEquals(
        new Action.AddLine("mug", 2, Map.of("size", "L")),
        read("{'action':'add-line','sku':'mug','quantity':2,'attributes':{'size':'L'}}"));
    assertEquals(
        new Action.SetQuantity("0123456789", 0),
        read("{'action':'set-quantity','line':'0123456789','quantity':0}"));
    assertEquals(
        new Action.RemoveLine("0123456789"), read("{'action':'remove-line','line':'0123456789'}"));
    assertEquals(
        new Action.SetLines(List.of(new Action.AddLine("mug", 1, Map.of()))),
        read("{'action':'set-lines','lines':[{'sku':'mug','quantity':1}]}"));
    assertEquals(
        new Action.SetCustomer(new Customer("a@b.example", "Ada", null, "DE123", null, null)),
        read("{'action':'set-customer','email':'a@b.example','name':'Ada','taxId':'DE123'}"));
    Address address =
        new Address("Ada", null, "Street 1", null, "10117", "Berlin", null, "DE", null);
    assertEquals(
        new Action.SetShippingAddress(address),
        read(
            "{'action':'set-shipping-address','address':{'name':'Ada','line1':'Street 1',"
                + "'line2':'','postalCode':'10117','city':'Berlin','region':null,'country':'DE'}}"));
    assertEquals(
        new Action.SetBillingAddress(null),
        read("{'action':'set-billing-address','address':null}"));
    assertEquals(
        new Action.ChooseShippingOption("pickup", "berlin"),
        read("{'action':'choose-shipping-option','option':'pickup','location':'berlin'}"));
    assertEquals(
        new Action.ApplyPromotion("WELCOME10"),
        read("{'action':'apply-promotion','code':'WELCOME10'}"));
    assertEquals(
        new Action.RemovePromotion("p1"), read("{'action':'remove-promotion','promotion':'p1'}"));
    assertEquals(
        new Action.SetAttribute("note", null),
        read("{'action':'set-attribute','name':'note','value':null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|WRONG_TYPE|/actions/3",
        "null|WRONG_TYPE|/actions/3",
        "{}|MISSING_FIELD|/actions/3/action",
        "{'action':1}|WRONG_TYPE|/actions/3/action",
        "{'action':null}|WRONG_TYPE|/actions/3/action",
        "{'action':'apply-gift-cart'}|INVALID_VALUE|/actions/3/action",
        "{'action':'add-line','sku':'mug'}|MISSING_FIELD|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantitiy':1}|UNKNOWN_FIELD|/actions/3/quantitiy",
        "{'action':'add-line','sku':'mug','quantity':'1'}|WRONG_TYPE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':1.0}|WRONG_TYPE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':true}|WRONG_TYPE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':0}|INVALID_VALUE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':-1}|INVALID_VALUE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':2147483648}|INVALID_VALUE|/actions/3/quantity",
        "{'action':'add-line','sku':'mug','quantity':18446744073709551617}|INVALID_VALUE|/actions/3/quantity",
        "{'action':'add-line','sku':7,'quantity':1}|WRONG_TYPE|/actions/3/sku",
        "{'action':'add-line','sku':'a b','quantity':1}|INVALID_VALUE|/actions/3/sku",
        "{'action':'add-line','sku':'m','quantity':1,'attributes':{'a/b':'c'}}|INVALID_VALUE|/actions/3/attributes/a~1b",
        "{'action':'add-line','sku':'m','quantity':1,'attributes':{'a':1}}|WRONG_TYPE|/actions/3/attributes/a",
        "{'action':'add-line','sku':'m','quantity':1,'attributes':[]}|WRONG_TYPE|/actions/3/attributes",
        "{'action':'set-lines','lines':{}}|WRONG_TYPE|/actions/3/lines",
        "{'action':'set-lines','lines':[{'sku':'m','quantity':1},{'sku':'m'}]}|MISSING_FIELD|/actions/3/lines/1/quantity",
        "{'action':'set-lines','lines':[{'sku':'m','quantity':1,'action':'add-line'}]}|UNKNOWN_FIELD|/actions/3/lines/0/action",
        "{'action':'set-customer','email':'a@b.example','id':'7'}|UNKNOWN_FIELD|/actions/3/id",
        "{'action':'set-customer','email':'a@b.example','group':'vip'}|UNKNOWN_FIELD|/actions/3/group",
        "{'action':'set-customer','email':null}|WRONG_TYPE|/actions/3/email",
        "{'action':'set-customer','email':'a@b.example','assertion':'a.b.c'}|ASSERTION_REFUSED|/actions/3/assertion",
        "{'action':'set-shipping-address'}|MISSING_FIELD|/actions/3/address",
        "{'action':'set-shipping-address','address':{}}|MISSING_FIELD|/actions/3/address/country",
        "{'action':'set-shipping-address','address':{'country':'XX'}}|INVALID_VALUE|/actions/3/address/country",
        "{'action':'set-shipping-address','address':{'country':'DE','zip':'1'}}|UNKNOWN_FIELD|/actions/3/address/zip",
        "{'action':'set-attribute','value':'x'}|MISSING_FIELD|/actions/3/name",
      })
  void whateverIsWrongIsPointedAt(String text, ProblemType type, String pointer) {
    var refused = assertThrows(RefusedException.class, () -> read(text));
    assertEquals(type, refused.refusal().type());
    assertEquals(pointer, refused.refusal().pointer());
  }
}

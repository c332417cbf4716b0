package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.Storefront;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnAddressTest {
  private static final Storefront SHOP =
      new Storefront(
          "demo",
          Set.of(),
          Set.of(URI.create("https://shop.example"), URI.create("https://other.example/pay/")),
          Set.of("EUR"),
          Set.of("DE"),
          Set.of(),
          Set.of(),
          null,
          HoldPolicy.AT_PAYMENT);

  @ParameterizedTest
  @CsvSource({
    "https://shop.example,true",
    "https://shop.example/,true",
    "https://shop.example/back?cart=1#done,true",
    "https://SHOP.example/back,true",
    "https://other.example/pay,true",
    "https://other.example/pay/back,true",
    "https://other.example/payback,false",
    "https://other.example/,false",
    "https://other.example/pay/../x,false",
    "https://other.example/pay/%2e%2E/x,false",
    "https://other.example/pay/..%5cx,false",
    "https://other.example/pay/..;/x,false",
    "https://other.example/pay/.;/x,false",
    "https://other.example/pay/..%2fx,false",
    "https://other.example/pay/a%2F..%2Fx,false",
    "https://other.example/pay/%252e%252e/x,false",
    "https://other.example/pay/a%5Cb,false",
    "https://other.example/pay/a.b/..c,false",
    "https://other.example/pay/a..b/c.d?next=%2Fcart%25,true",
    "http://shop.example/back,false",
    "https://shop.example:8443/back,false",
    "https://shop.example.evil.example/back,false",
    "https://shop.example@evil.example/back,false",
    "https://evil@shop.example/back,false",
    "//shop.example/back,false",
    "/back,false",
    "javascript:alert(1),false",
    "https:shop.example,false",
    "https://shop.example\\@evil.example,false",
  })
  void onlyAddressesAtOrBelowTheStorefrontsAreAllowed(String address, boolean allowed) {
    assertEquals(allowed, ReturnAddress.allowed(SHOP, address));
  }
}

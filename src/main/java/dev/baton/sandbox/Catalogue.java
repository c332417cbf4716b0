package dev.baton.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sandbox sells: 24 products on show, and the magic ones, which nobody sees. */
public final class Catalogue {
  private final Map<String, Product> products = new LinkedHashMap<>();

  private Catalogue(List<Product> products) {
    products.forEach(product -> this.products.put(product.sku(), product));
  }

  /** The demo catalogue. */
  public static Catalogue demo() {
    Map<String, String> shapes = DataFile.map(DataFile.read("shapes.json"), JsonNode::asText);
    return new Catalogue(
        DataFile.list(DataFile.read("products.json"), node -> product(node, shapes)));
  }

  /** Everything on show, in order. */
  public List<Product> products() {
    return List.copyOf(products.values());
  }

  /** The product of this SKU, or null when there is none. */
  public @Nullable Product find(String sku) {
    Product product = products.get(sku);
    return product == null && Magic.isSku(sku) ? magic(sku) : product;
  }

  private static Product product(JsonNode node, Map<String, String> shapes) {
    Localised title = DataFile.text(node.get("title"));
    JsonNode image = node.get("image");
    return new Product(
        node.get("sku").asText(),
        title.texts(),
        DataFile.amounts(node.get("price")),
        node.get("taxCategory").asText(),
        node.get("shippable").booleanValue(),
        node.hasNonNull("stock") ? node.get("stock").longValue() : null,
        node.hasNonNull("maxQuantity") ? node.get("maxQuantity").intValue() : null,
        drawing(
            title.english(),
            shapes.getOrDefault(image.get("shape").asText(), ""),
            image.get("colour").asText()));
  }

  private static Product magic(String sku) {
    long price = sku.equals(Magic.COSTLY) ? Magic.COSTLY_PRICE : Magic.USUAL_PRICE;
    return new Product(
        sku,
        Map.of("en", sku),
        Map.of("EUR", price, "USD", price, "CHF", price, "JPY", price, "KWD", price),
        "standard",
        true,
        Magic.STOCK,
        null,
        drawing(sku, "", "#888888"));
  }

  private static String drawing(String title, String shape, String colour) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 120\" role=\"img\""
        + " aria-label=\""
        + title.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
        + "\"><rect width=\"120\" height=\"120\" rx=\"12\" fill=\"#f4f1ea\"/><g color=\""
        + colour
        + "\" fill=\"currentColor\">"
        + shape
        + "</g></svg>";
  }
}

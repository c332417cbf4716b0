package dev.baton.token;

import dev.baton.checkout.Storefront;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configured storefronts; a setting that can't be right stops the start. */
public final class Storefronts {
  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private final Map<String, Storefront> byId;

  public Storefronts(Collection<Storefront> storefronts) {
    Map<String, Storefront> sorted = new TreeMap<>();
    storefronts.forEach(storefront -> sorted.put(storefront.id(), checked(storefront)));
    byId = new LinkedHashMap<>(sorted);
  }

  /** Those of a configuration. */
  static Storefronts of(StorefrontConfig config) {
    return new Storefronts(
        config.storefronts().entrySet().stream()
            .map(entry -> storefront(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** The storefront of this id, if there is one. */
  public Optional<Storefront> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Every storefront, in the order of their ids. */
  public Collection<Storefront> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  private static Storefront storefront(String id, StorefrontConfig.Entry entry) {
    return new Storefront(
        id,
        entry.origins(),
        entry.returnAddresses().orElse(entry.origins()).stream()
            .map(address -> returnAddress(id, address))
            .collect(Collectors.toSet()),
        entry.currencies(),
        entry.countries(),
        entry.taxExcludedIn().orElse(Set.of()),
        entry.attributes().orElse(Set.of()),
        entry.notBefore().orElse(null),
        entry.holdPolicy());
  }

  private static Storefront checked(Storefront storefront) {
    String id = storefront.id();
    require(
        ID.matcher(id).matches(), id, "an id is 1 to 32 lower-case letters, digits and hyphens");
    storefront.origins().forEach(origin -> require(isOrigin(origin), id, "no origin: " + origin));
    storefront
        .returnAddresses()
        .forEach(address -> require(isReturnAddress(address), id, "no return address: " + address));
    require(!storefront.currencies().isEmpty(), id, "currencies are missing");
    storefront
        .currencies()
        .forEach(code -> require(isCurrency(code), id, "no currency of ISO 4217: " + code));
    require(!storefront.countries().isEmpty(), id, "countries are missing");
    requireCountries(id, storefront.countries());
    requireCountries(id, storefront.taxExcludedIn());
    storefront
        .attributes()
        .forEach(
            name -> require(ATTRIBUTE.matcher(name).matches(), id, "no attribute name: " + name));
    return storefront;
  }

  private static void requireCountries(String id, Set<String> codes) {
    codes.forEach(code -> require(COUNTRIES.contains(code), id, "no country: " + code));
  }

  private static void require(boolean condition, String id, String otherwise) {
    if (!condition) {
      throw new IllegalStateException("baton.storefronts.\"" + id + "\": " + otherwise);
    }
  }

  private static URI returnAddress(String id, String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "baton.storefronts.\"" + id + "\": no return address: " + address, e);
    }
  }

  /** As a browser writes it (RFC 6454): lower case, and nothing behind host and port. */
  private static boolean isOrigin(String origin) {
    try {
      URI uri = new URI(origin);
      return isWeb(uri)
          && origin.equals(origin.toLowerCase(Locale.ROOT))
          && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())
          && uri.getUserInfo() == null
          && uri.getPort() != ("https".equals(uri.getScheme()) ? 443 : 80);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isReturnAddress(URI address) {
    return isWeb(address)
        && address.getUserInfo() == null
        && address.getRawFragment() == null
        && address.getRawQuery() == null;
  }

  private static boolean isWeb(URI uri) {
    return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null;
  }

  private static boolean isCurrency(String code) {
    try {
      return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

package dev.baton.rest;

import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Addresses that clients and shoppers are given: the gateway's own, and pages of storefronts. */
@ApplicationScoped
class AddressesCheck implements StartupCheck {
  private final ResumeConfig resume;
  private final Optional<String> publicUrl;

  AddressesCheck(
      ResumeConfig resume, @ConfigProperty(name = "baton.public-url") Optional<String> publicUrl) {
    this.resume = resume;
    this.publicUrl = publicUrl;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    SettingRules rules =
        new SettingRules("addresses")
            .require(
                publicUrl.map(BaseAddress::canBe).orElse(true),
                "baton.public-url is no web address: set it to where clients reach the gateway,"
                    + " such as https://checkout.shop.example")
            .positive("baton.resume.life", resume.life())
            .notNegative("baton.resume.lapsed", resume.lapsed());
    new TreeMap<>(resume.addresses())
        .forEach((storefront, address) ->
            rules.require(ResumeLinks.isPage(address), ResumeLinks.unusable(storefront)));
    return rules.problems();
  }
}

package dev.baton;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.http.HttpClient;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;

/** The arrows of the layout, and the habits that a machine can check. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.baton");
  private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages("dev.baton");

  /** The one class that may ask the machine for the time: it makes the clock that others get. */
  private static final String CLOCK_PRODUCER = "ClockProducer";

  @Test
  void checkoutIsPure() {
    holds(
        classes()
            .that()
            .resideInAPackage("dev.baton.checkout..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.baton.checkout..")
            .because("the domain is tested, and can be read, without a framework"));
  }

  @Test
  void paymentIsPureAndKnowsOnlyCheckout() {
    holds(
        classes()
            .that()
            .resideInAPackage("dev.baton.payment..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "org.jspecify..", "dev.baton.checkout..", "dev.baton.payment..")
            .because("completion is a state machine without I/O"));
  }

  @Test
  void tokenKnowsOnlyCheckout() {
    mayUse("token", "checkout");
  }

  @Test
  void reservationKnowsOnlyPaymentAndCheckout() {
    mayUse("reservation", "payment", "checkout");
  }

  @Test
  void completionKnowsReservationTokenPaymentAndCheckout() {
    mayUse("completion", "reservation", "token", "payment", "checkout");
  }

  @Test
  void restReachesReservationsAndPaymentsThroughCompletion() {
    mayUse("rest", "completion", "token", "checkout");
  }

  @Test
  void adaptersKnowOnlyThePorts() {
    mayUse("provider", "payment", "checkout");
    mayUse("sandbox", "provider", "payment", "checkout");
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("dev.baton.(*)..").should().beFreeOfCycles());
  }

  @Test
  void noPackageIsADrawerForEverything() {
    for (var name : List.of("util", "utils", "common", "dto", "impl", "manager", "helper")) {
      holds(noClasses().should().resideInAPackage("dev.baton.." + name + ".."));
    }
  }

  @Test
  void timeComesFromTheInjectedClock() {
    holds(
        noClasses()
            .that()
            .doNotHaveSimpleName(CLOCK_PRODUCER)
            .should()
            .accessTargetWhere(readingTheMachinesClock())
            .because("a test stands just before, at and after a boundary; only a Clock allows it"));
  }

  @Test
  void nobodySleeps() {
    noClasses()
        .should()
        .accessTargetWhere(sleeping())
        .because("a sleep is too short on one machine and too long on the others")
        .check(EVERYTHING);
  }

  @Test
  void nothingStaticIsOfTheMachineThatBuilds() {
    for (var kind :
        List.of(
            Random.class,
            Thread.class,
            ThreadLocal.class,
            ExecutorService.class,
            HttpClient.class,
            AutoCloseable.class,
            KeyPairGenerator.class,
            KeyGenerator.class,
            Signature.class,
            Mac.class,
            Cipher.class,
            MessageDigest.class,
            Provider.class,
            Instant.class)) {
      holds(
          noFields()
              .that()
              .areStatic()
              .should()
              .haveRawType(assignableTo(kind))
              .because("a native executable is built with what static fields hold, seeds and all"));
    }
  }

  @Test
  void mappingsOfSettingsAreAskedForTheirNamesWhileClassesAreInitialized() {
    holds(
        noClasses()
            .should()
            .accessTargetWhere(
                DescribedPredicate.describe(
                    "ask mappings for their names later",
                    access ->
                        access
                                .getTargetOwner()
                                .getFullName()
                                .startsWith("io.smallrye.config.ConfigMappings")
                            && !access.getOrigin().getName().equals("<clinit>")))
            .because("a native executable has no methods of interfaces to look at"));
  }

  /** Of Baton's packages, one may use those listed, itself and observability; others are free. */
  private static void mayUse(String name, String... allowed) {
    var all =
        Set.of(
            "checkout",
            "payment",
            "token",
            "reservation",
            "completion",
            "provider",
            "sandbox",
            "rest");
    var forbidden =
        all.stream()
            .filter(other -> !other.equals(name) && !List.of(allowed).contains(other))
            .map(other -> "dev.baton." + other + "..")
            .toArray(String[]::new);
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.baton." + name + "..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(forbidden)));
  }

  private static void holds(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  private static DescribedPredicate<JavaAccess<?>> readingTheMachinesClock() {
    return DescribedPredicate.describe(
        "read the machine's clock",
        access -> {
          var owner = access.getTargetOwner().getFullName();
          var name = access.getTarget().getName();
          var takesClock =
              access.getTarget() instanceof CodeUnitAccessTarget target
                  && target.getRawParameterTypes().stream()
                      .anyMatch(type -> type.isEquivalentTo(Clock.class));
          return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
              || (owner.equals("java.time.Clock") && name.startsWith("system"))
              || (owner.startsWith("java.time.") && name.equals("now") && !takesClock);
        });
  }

  private static DescribedPredicate<JavaAccess<?>> sleeping() {
    return DescribedPredicate.describe(
        "sleep",
        access ->
            access.getTarget().getName().equals("sleep")
                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                    .contains(access.getTargetOwner().getFullName()));
  }
}

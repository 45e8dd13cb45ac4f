package io.cloudstate.tck.specs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.cloudstate.tck.specs.read.Specs;
import java.io.File;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold is decided without a wire, a clock, chance, or files but the kit's own. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackagesOf(Specs.class, Scenario.class);

  /** It is no part of a run. */
  private static final String OF_THE_BUILD = "io.cloudstate.tck.specs.read.ParsedByBuild";

  private static final Map<String, ArchRule> RULES =
      Map.of(
          "no wire",
          noClasses()
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.grpc..", "java.net..", "java.nio.channels..", "io.netty.."),
          "no clock",
          noClasses()
              .should()
              .dependOnClassesThat()
              .resideInAPackage("java.time..")
              .orShould()
              .callMethod(System.class, "nanoTime")
              .orShould()
              .callMethod(System.class, "currentTimeMillis"),
          "no waiting, no threads",
          noClasses()
              .should()
              .dependOnClassesThat()
              .resideInAPackage("java.util.concurrent..")
              .orShould()
              .dependOnClassesThat()
              .areAssignableTo(Thread.class),
          "no chance",
          noClasses()
              .should()
              .dependOnClassesThat()
              .areAssignableTo(Random.class)
              .orShould()
              .callMethod(Math.class, "random"),
          "no files, and resources only in Specs",
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName(Specs.class.getName())
              .and()
              .doNotHaveFullyQualifiedName(Specs.class.getName() + "$Source")
              .and()
              .doNotHaveFullyQualifiedName(OF_THE_BUILD)
              .should()
              .dependOnClassesThat(
                  are(resideInAnyPackage("java.io..", "java.nio.file.."))
                      .and(are(equivalentTo(Serializable.class).negate()))),
          "no files in Specs",
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName(OF_THE_BUILD)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("java.nio.file..")
              .orShould()
              .dependOnClassesThat()
              .haveNameMatching("java\\.io\\.(File|RandomAccess).*"),
          "the other rooms are unknown",
          noClasses()
              .should()
              .dependOnClassesThat(
                  are(resideInAPackage("io.cloudstate.tck.."))
                      .and(
                          are(
                              resideInAnyPackage(
                                      "io.cloudstate.tck.specs..", "io.cloudstate.tck.protocol..")
                                  .negate()))));

  /** Does what no rule allows. */
  @SuppressWarnings("unused")
  private static final class Offender {

    private final URI wire = URI.create("a:b");
    private final TimeUnit wait = TimeUnit.DAYS;
    private final File file = new File("a");
    private final Random random = new Random();
    private final Instant now = Instant.now();
    private final Thread thread = Thread.currentThread();
  }

  static Stream<String> rules() {
    return RULES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(String rule) {
    assertThatCode(() -> rule(rule).check(CLASSES)).doesNotThrowAnyException();
  }

  private static ArchRule rule(String name) {
    return Objects.requireNonNull(RULES.get(name));
  }

  @Test
  void theRulesCanFail() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    RULES.keySet().stream()
        .filter(name -> !name.contains("rooms"))
        .forEach(
            name ->
                assertThatThrownBy(() -> rule(name).check(offender))
                    .as(name)
                    .isInstanceOf(AssertionError.class));
  }

  @Test
  void nothingUsesWhatIsOfTheBuild() {
    noClasses().should().dependOnClassesThat().haveFullyQualifiedName(OF_THE_BUILD).check(CLASSES);
  }

  /** Reading knows steps, steps know patterns, patterns know nothing of the others. */
  @Test
  void patternsKnowNothingOfScenarios() {
    noClasses()
        .that()
        .resideInAPackage("..specs.match..")
        .should()
        .dependOnClassesThat(
            are(resideInAPackage("io.cloudstate.tck.specs.."))
                .and(are(resideInAPackage("..specs.match..").negate())))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("io.cloudstate.tck.specs", "..specs.match..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..specs.read..")
        .check(CLASSES);
    slices().matching("io.cloudstate.tck.specs.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}

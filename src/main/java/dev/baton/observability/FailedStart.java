package dev.baton.observability;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says why a start failed, where the framework would say it in its own words; the process then ends
 * as the framework has it.
 */
public final class FailedStart implements BiConsumer<Integer, @Nullable Throwable> {
  private static final Logger LOG = Logger.getLogger(FailedStart.class);

  private final boolean doctor;

  /**
   * @param doctor whether an operator asked for the table of findings
   */
  public FailedStart(boolean doctor) {
    this.doctor = doctor;
  }

  /**
   * Ends the process.
   *
   * @param cause null when it ends as it should
   */
  @Override
  public void accept(Integer status, @Nullable Throwable cause) {
    if (cause != null) {
      say(cause);
    }
    ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, cause);
  }

  private void say(Throwable cause) {
    switch (ExceptionUtil.getRootCause(cause)) {
      // Nothing is logged yet while settings can't be read.
      case ConfigValidationException settings ->
          tell(UnreadableSettings.problems(settings), doctor ? System.out : System.err);
      case ConfigurationException settings ->
          tell(
              List.of(Finding.problem("settings", String.valueOf(settings.getMessage()))),
              doctor ? System.out : System.err);
      case NotStartedException told -> LOG.error(told.getMessage());
      case QuarkusBindException taken ->
          LOG.errorf(
              "Not started. port: nothing can listen at %s:%d: see whether another process does, or"
                  + " set another port",
              taken.getHost(), taken.getPort());
      case PreventFurtherStepsException end -> {
        if (end.getMessage() != null) {
          System.err.println(end.getMessage());
        }
      }
      default -> LOG.error("Failed to start application", cause);
    }
  }

  /** To the log where there would be one, or as {@code doctor} does. */
  void tell(List<Finding> problems, PrintStream out) {
    if (doctor) {
      Doctor.print(problems, out);
      out.println("All else is checked once these settings can be read.");
    } else {
      problems.forEach(problem -> out.println(StartupChecks.told(problem)));
    }
    out.flush();
  }
}

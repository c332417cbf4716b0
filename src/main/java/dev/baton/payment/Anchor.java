package dev.baton.payment;

import dev.baton.checkout.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An anchor that a checkout has passed.
 *
 * @param input the {@code jti} that it was given
 * @param outputs the {@code jti}s that it answered with, oldest first
 * @param body hash of the parsed body
 * @param refusal what it answered if it was refused after something had changed
 */
public record Anchor(
    Kind kind, String input, List<String> outputs, String body, @Nullable Refusal refusal) {
  public Anchor {
    outputs = List.copyOf(outputs);
  }

  /** Which step. */
  public enum Kind {
    RESERVE,
    RELEASE,
    PAY,
    COMPLETE,
    CANCEL
  }

  /** One that has just been called. */
  public static Anchor called(Kind kind, String input, String body) {
    return new Anchor(kind, input, List.of(), body, null);
  }

  /** Whether a call with this token and body is this anchor again. */
  public boolean repeatedBy(Kind otherKind, String jti, String otherBody) {
    return kind == otherKind && input.equals(jti) && body.equals(otherBody);
  }

  /** Whether this payment of the checkout was made by it; one that was taken over is its body. */
  boolean made(String checkout, String attempt) {
    return kind == Kind.PAY
        && (body.equals(attempt) || Attempt.id(checkout, input, body).equals(attempt));
  }

  /** Whether it was given, or answered with, this token. */
  public boolean knows(String jti) {
    return input.equals(jti) || outputs.contains(jti);
  }

  /** The token that it answered with last; null before the first. */
  public @Nullable String newestOutput() {
    return outputs.isEmpty() ? null : outputs.getLast();
  }

  Anchor answered(String jti) {
    List<String> all = new ArrayList<>(outputs);
    all.add(jti);
    return new Anchor(kind, input, all, body, refusal);
  }

  Anchor refused(@Nullable Refusal why) {
    return new Anchor(kind, input, outputs, body, why);
  }
}

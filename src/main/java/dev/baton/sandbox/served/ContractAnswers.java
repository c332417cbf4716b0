package dev.baton.sandbox.served;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.ProviderException;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.Fields;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what the sandbox answers, and how it fails, into responses of the contract. */
final class ContractAnswers {
  private static final int UNPROCESSABLE = 422;
  private static final int RETRY_AFTER_SECONDS = 1;

  private ContractAnswers() {}

  /** Answers a request that has a body. */
  static Response to(byte[] request, Function<Fields, ObjectNode> answer) {
    return of(() -> answer.apply(ContractJson.read(request)));
  }

  static Response of(Supplier<ObjectNode> answer) {
    return respond(() -> json(200, answer.get()).build());
  }

  /** Answers 404 with {@code missing}, the contract's words for it, when there is none. */
  static Response ifAny(String missing, Supplier<Optional<ObjectNode>> answer) {
    return respond(() ->
        answer
            .get()
            .map(found -> json(200, found))
            .orElseGet(() -> json(404, error(missing)))
            .build());
  }

  private static Response respond(Supplier<Response> answer) {
    try {
      return answer.get();
    } catch (ContractViolation violation) {
      return json(
              400,
              error("malformed")
                  .put("pointer", violation.pointer())
                  .put("detail", violation.getMessage()))
          .build();
    } catch (ProviderException fault) {
      return switch (fault.kind()) {
        case NOT_SENT ->
            json(503, error("unavailable"))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
        case UNKNOWN -> json(504, error("unknown")).build();
        case CONTRACT -> json(UNPROCESSABLE, error("refused")).build();
      };
    }
  }

  /** The key must be the attempt, so that a mistaken client is told at once. */
  static void sameKey(@Nullable String key, String attempt) {
    if (!attempt.equals(key)) {
      throw new ContractViolation("/attempt", "must be the Idempotency-Key");
    }
  }

  private static ObjectNode error(String error) {
    return ContractJson.object().put("error", error);
  }

  private static Response.ResponseBuilder json(int status, ObjectNode body) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(ContractJson.write(body));
  }
}

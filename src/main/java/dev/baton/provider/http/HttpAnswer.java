package dev.baton.provider.http;

import dev.baton.checkout.ProviderException.Kind;
import dev.baton.provider.TokenRefusedException;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.Fields;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer that the contract gives a meaning: 200, or 404 with the contract's own words for "there
 * is none".
 *
 * @param found false for a 404
 */
record HttpAnswer(boolean found, Fields body) {
  /**
   * Reads a response, at most {@link ContractJson#MAX_BYTES} of it.
   *
   * @throws CallFault for every other status, and for what is no answer of the contract
   */
  static HttpAnswer of(Response response) {
    int status = response.getStatus();
    if (status == 200 || status == 404) {
      return new HttpAnswer(status == 200, body(response));
    }
    var reason = "status " + status;
    throw switch (status) {
      case 401, 403 ->
          new CallFault(
              Kind.CONTRACT,
              reason + ", it refuses our credentials",
              false,
              new TokenRefusedException(status));
      case 429 -> new CallFault(Kind.NOT_SENT, reason, false, null);
      case 503 ->
          response.getHeaderString(HttpHeaders.RETRY_AFTER) != null
              ? new CallFault(Kind.NOT_SENT, reason + " with Retry-After", false, null)
              : new CallFault(Kind.UNKNOWN, reason, true, null);
      case 408 -> new CallFault(Kind.UNKNOWN, reason, true, null);
      default ->
          status >= 500
              ? new CallFault(Kind.UNKNOWN, reason, true, null)
              : new CallFault(Kind.CONTRACT, reason, false, null);
    };
  }

  /** What of this answer breaks the contract. */
  String reason(ContractViolation violation) {
    return reason(found ? 200 : 404, violation);
  }

  private static String reason(int status, ContractViolation violation) {
    return "status " + status + ", " + violation.getMessage();
  }

  private static Fields body(Response response) {
    int status = response.getStatus();
    try (var stream = response.readEntity(InputStream.class)) {
      byte[] bytes = stream == null ? new byte[0] : stream.readNBytes(ContractJson.MAX_BYTES + 1);
      if (bytes.length > ContractJson.MAX_BYTES) {
        throw new CallFault(
            Kind.CONTRACT,
            "status " + status + ", more than " + ContractJson.MAX_BYTES + " bytes",
            false,
            null);
      }
      return ContractJson.read(bytes);
    } catch (ContractViolation violation) {
      throw new CallFault(Kind.CONTRACT, reason(status, violation), false, violation);
    } catch (IOException e) {
      throw new CallFault(Kind.UNKNOWN, "status " + status + ", the body broke off", true, e);
    }
  }
}

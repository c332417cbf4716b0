package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.BringResult;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.Merge;
import dev.baton.checkout.Moves;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Quote;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Steps;
import dev.baton.completion.AnchorResult;
import dev.baton.completion.CurrentResult;
import dev.baton.completion.Merging;
import dev.baton.token.IssuedToken;
import dev.baton.token.TokenCodec;
import dev.baton.token.VerifiedToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges into the bearer's checkout: a fork of it, what its record says is newest, or another
 * checkout, which ends by that.
 */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MergeResource {
  private static final String WITH = "/with";

  private final Calls calls;
  private final Requests requests;
  private final Included included;
  private final Steps steps;
  private final Merging merging;
  private final TokenCodec codec;

  public MergeResource(
      Calls calls,
      Requests requests,
      Included included,
      Steps steps,
      Merging merging,
      TokenCodec codec) {
    this.calls = calls;
    this.requests = requests;
    this.included = included;
    this.steps = steps;
    this.merging = merging;
    this.codec = codec;
  }

  /** What a merge came to. */
  private record Merged(
      IssuedToken token,
      Quote.@Nullable ShippingOptions options,
      List<Merge.Conflict> conflicts,
      List<Map<String, @Nullable Object>> changes) {}

  @POST
  @Path("/checkout/merge")
  public Response merge(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.MERGE,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          Requests.Merge asked = requests.merge(request, body);
          Checkout.Open mine = open(opened.checkout(), null);
          Merged merged =
              asked.with().equals(Requests.CURRENT)
                  ? withCurrent(opened, mine, asked)
                  : with(opened, mine, asked);
          JsonBytes.Writer options =
              included.in(asked.include(), merged.token().token().checkout(), merged.options());
          return calls.answer(
              200,
              merged.token(),
              call,
              json -> {
                conflicts(json, merged.conflicts());
                json.writeFieldName("changes");
                JsonBytes.value(json, merged.changes());
                options.write(json);
              });
        });
  }

  private Merged withCurrent(Calls.Opened opened, Checkout.Open mine, Requests.Merge asked) {
    return switch (merging.current(opened.token(), opened.storefront())) {
      case CurrentResult.Nothing() ->
          new Merged(codec.seal(mine, opened.token()), null, List.of(), List.of());
      case CurrentResult.Newest(VerifiedToken token, Checkout.Open theirs) ->
          forks(opened, mine, token, theirs, theirs, asked);
      case CurrentResult.Refused(AnchorResult.Refused refused) -> throw refused(refused);
    };
  }

  private Merged with(Calls.Opened opened, Checkout.Open mine, Requests.Merge asked) {
    VerifiedToken other = calls.another(asked.with(), WITH, opened.storefront());
    Checkout.Open theirs = open(other.checkout(), WITH);
    return theirs.contents().id().equals(mine.contents().id())
        ? forks(opened, mine, other, theirs, mine, asked)
        : checkouts(opened, mine, other, theirs, asked);
  }

  /**
   * Two forks of one checkout.
   *
   * @param level whose epoch, holds and payment count
   */
  private Merged forks(
      Calls.Opened opened,
      Checkout.Open mine,
      VerifiedToken other,
      Checkout.Open theirs,
      Checkout.Open level,
      Requests.Merge asked) {
    Merge.Result result =
        Merge.of(
            base(opened, mine, asked.base()),
            mine.contents(),
            theirs.contents(),
            opened.storefront(),
            steps.limits(),
            codec.inputDigest(mine));
    return switch (result) {
      case Merge.Result.Refused(Refusal refusal) -> throw new RefusedException(refusal);
      case Merge.Result.Merged(Contents contents, List<Merge.Conflict> conflicts) -> {
        Checkout.Open merged =
            level.with(
                contents.withEpoch(level.contents().epoch()).endingAt(level.contents().endsAt()));
        var quoted =
            CheckoutResource.accepted(
                steps.requote(
                    merged,
                    opened.storefront(),
                    false,
                    asked.include().contains(Include.SHIPPING_OPTIONS),
                    codec.inputDigest(merged)));
        IssuedToken token =
            codec.sealMerged(
                revised(quoted.checkout(), contents.revision() + 1), opened.token(), other);
        yield new Merged(token, quoted.options(), conflicts, List.of());
      }
    };
  }

  private @Nullable Contents base(
      Calls.Opened opened, Checkout.Open mine, @Nullable String compact) {
    if (compact == null) {
      return null;
    }
    Contents base = calls.another(compact, "/base", opened.storefront()).checkout().contents();
    if (!base.id().equals(mine.contents().id())) {
      throw noBase();
    }
    return base;
  }

  private static RefusedException noBase() {
    return RefusedException.at(
        ProblemType.INVALID_VALUE, "/base", "The base has to be of the same checkout as both.");
  }

  /** Another checkout's lines and codes come into the bearer's, and the other one ends. */
  private Merged checkouts(
      Calls.Opened opened,
      Checkout.Open mine,
      VerifiedToken other,
      Checkout.Open theirs,
      Requests.Merge asked) {
    if (asked.base() != null) {
      throw noBase();
    }
    BringResult.Brought brought =
        CheckoutResource.brought(
            steps.bring(
                mine,
                opened.storefront(),
                LinesAndCodes.of(theirs.contents()),
                WITH,
                asked.include().contains(Include.SHIPPING_OPTIONS),
                codec.inputDigest(mine)));
    // Made before the other one ends: a token that gets too large must not cost it.
    IssuedToken token =
        codec.sealMerged(
            revised(brought.checkout(), mine.contents().revision() + 1), opened.token(), other);
    if (merging.absorb(opened.token(), other, opened.storefront())
        instanceof AnchorResult.Refused refused) {
      throw refused(refused);
    }
    return new Merged(token, brought.options(), List.of(), brought.changes());
  }

  private static RefusedException refused(AnchorResult.Refused refused) {
    return new RefusedException(refused.refusal(), refused.token(), refused.retryAfter());
  }

  private static Checkout.Open revised(Checkout checkout, int revision) {
    Checkout.Open open = open(checkout, null);
    return open.with(open.contents().withRevision(revision));
  }

  /** Only what is open can be merged; a null pointer blames the bearer's. */
  private static Checkout.Open open(Checkout checkout, @Nullable String pointer) {
    if (checkout instanceof Checkout.Open open) {
      return open;
    }
    Refusal refusal = Moves.notOpen(Moves.MERGE, checkout);
    throw new RefusedException(pointer == null ? refusal : refusal.at(pointer));
  }

  private static void conflicts(JsonGenerator json, List<Merge.Conflict> conflicts)
      throws IOException {
    json.writeArrayFieldStart("conflicts");
    for (Merge.Conflict conflict : conflicts) {
      json.writeStartObject();
      json.writeStringField("pointer", conflict.pointer());
      if (conflict.sku() != null) {
        json.writeStringField("sku", conflict.sku());
      }
      json.writeFieldName("base");
      PersonalView.masked(json, conflict.base());
      json.writeFieldName("mine");
      PersonalView.masked(json, conflict.mine());
      json.writeFieldName("theirs");
      PersonalView.masked(json, conflict.theirs());
      json.writeStringField("kept", "mine");
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

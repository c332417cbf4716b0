package dev.baton.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSamplingTest {
  private static final String TRACE = "0".repeat(31) + "1";
  private static final String SPAN = "0".repeat(15) + "1";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientsFlagDecidesNothing(boolean flag) {
    assertEquals(SamplingDecision.DROP, decision(0.5, 0.5, remote(flag)));
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(0.5, 0.49, remote(flag)));
  }

  @Test
  void aCallWithoutATraceIsByLotAsWell() {
    assertEquals(SamplingDecision.DROP, decision(0, 0, Context.root()));
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(1, 0.999, Context.root()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatACallDoesGoesWithTheCall(boolean sampled) {
    var parent = SpanContext.create(TRACE, SPAN, flags(sampled), TraceState.getDefault());

    assertEquals(
        sampled ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP,
        decision(0.5, sampled ? 0.9 : 0.1, Context.root().with(Span.wrap(parent))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void whatAClientSaysInItsTraceStateIsNotKept(double ratio) {
    var said = TraceState.builder().put("shop", "ada@example.com").build();
    var kept = result(ratio, 0.5, remote(true)).getUpdatedTraceState(said);
    assertEquals(ratio == 1, kept.isEmpty(), "of what isn't recorded nothing is exported");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aRatioIs0To1(double ratio) {
    assertThrows(IllegalStateException.class, () -> new OwnSampling(ratio, () -> 0));
  }

  private static Context remote(boolean flag) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    TRACE, SPAN, flags(flag), TraceState.getDefault())));
  }

  private static TraceFlags flags(boolean sampled) {
    return sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
  }

  private static SamplingDecision decision(double ratio, double lot, Context parent) {
    return result(ratio, lot, parent).getDecision();
  }

  private static SamplingResult result(double ratio, double lot, Context parent) {
    return new OwnSampling(ratio, () -> lot)
        .shouldSample(parent, TRACE, "any", SpanKind.SERVER, Attributes.empty(), List.of());
  }
}

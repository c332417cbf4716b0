package dev.baton.observability;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Traces a share of the calls that come in, by lot. A client's sampling flag (W3C Trace Context) is
 * not an order, and neither is its trace id, which it may choose at will: both would let strangers
 * decide how much is recorded. Within a call every span goes with the first.
 */
final class OwnSampling implements Sampler {
  /** What a client says in tracestate would be exported with every span. */
  private static final SamplingResult WITHOUT_STATE =
      new SamplingResult() {
        @Override
        public SamplingDecision getDecision() {
          return SamplingDecision.RECORD_AND_SAMPLE;
        }

        @Override
        public Attributes getAttributes() {
          return Attributes.empty();
        }

        @Override
        public TraceState getUpdatedTraceState(TraceState clients) {
          return TraceState.getDefault();
        }
      };

  private final double ratio;
  private final DoubleSupplier lot;

  /**
   * @param ratio 0 to 1
   * @param lot gives 0 to 1, without 1
   */
  OwnSampling(double ratio, DoubleSupplier lot) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalStateException("baton.tracing.ratio is 0 to 1");
    }
    this.ratio = ratio;
    this.lot = lot;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    SpanContext parent = Span.fromContext(parentContext).getSpanContext();
    boolean ours = parent.isValid() && !parent.isRemote();
    boolean sampled = ours ? parent.isSampled() : lot.getAsDouble() < ratio;
    return sampled ? WITHOUT_STATE : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return "OwnSampling{" + ratio + "}";
  }
}

package dev.baton.provider.http;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Port;
import dev.baton.checkout.Totals;
import dev.baton.payment.Screening;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.PurchaseJson;

/** The screening port over the contract; asked once, since a judge may count what it is asked. */
final class HttpScreening implements Screening, ReportsEnvironment {
  private final HttpCalls calls;

  HttpScreening(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public Environment environment() {
    return calls.environment(Port.SCREENING);
  }

  @Override
  public Verdict screen(Contents contents, Totals totals) {
    var body = ContractJson.write(PurchaseJson.write(contents, totals));
    return calls.once(
        Port.SCREENING, api -> api.screen(body), json -> json.word("verdict", Verdict.class));
  }
}

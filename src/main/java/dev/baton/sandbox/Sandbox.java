package dev.baton.sandbox;

import java.time.InstantSource;
import java.util.List;

/** One pretend commerce backend: every port, over the same catalogue, stock and books. */
public final class Sandbox {
  /** The name of its adapters, and of the provider in its quotes. */
  public static final String NAME = "sandbox";

  private final Catalogue catalogue = Catalogue.demo();
  private final Gate gate;
  private final CodeUses codes;
  private final Stock stock;
  private final SandboxPricing pricing;
  private final SandboxTax tax;
  private final SandboxShipping shipping;
  private final SandboxScreening screening;
  private final SandboxPayments payments;
  private final OrderBook orders;

  public Sandbox(SandboxSettings settings, InstantSource clock, Delay delay) {
    List<PromotionRule> rules = PromotionRule.demo();
    this.gate = new Gate(clock, delay, settings.slow());
    this.codes = new CodeUses(rules);
    this.stock = new Stock(catalogue, clock, gate);
    this.pricing = new SandboxPricing(catalogue, rules, codes, clock, gate);
    this.tax = new SandboxTax(catalogue, gate);
    this.shipping = new SandboxShipping(catalogue, gate);
    this.screening = new SandboxScreening(gate);
    this.payments = new SandboxPayments(settings, clock, gate);
    this.orders =
        new OrderBook(
            stock, codes, new Recount(settings.recount(), pricing, tax, shipping), clock, gate);
  }

  /** Forgets all orders and payments, clears all faults and restocks the shelves. */
  public void reset() {
    gate.reset();
    payments.reset();
    orders.reset();
    codes.reset();
    stock.reset();
  }

  /** What it sells. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Where whole ports are made to misbehave. */
  public Gate gate() {
    return gate;
  }

  /** The uses of limited codes. */
  public CodeUses codes() {
    return codes;
  }

  public SandboxPricing pricing() {
    return pricing;
  }

  /** The inventory port. */
  public Stock stock() {
    return stock;
  }

  public SandboxShipping shipping() {
    return shipping;
  }

  public SandboxTax tax() {
    return tax;
  }

  public SandboxPayments payments() {
    return payments;
  }

  public OrderBook orders() {
    return orders;
  }

  public SandboxScreening screening() {
    return screening;
  }
}

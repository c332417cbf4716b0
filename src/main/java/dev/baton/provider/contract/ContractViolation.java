package dev.baton.provider.contract;

/** A document that the provider contract doesn't allow; says where, never what stood there. */
public final class ContractViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String pointer;

  public ContractViolation(String pointer, String reason) {
    super((pointer.isEmpty() ? "the document" : pointer) + " " + reason);
    this.pointer = pointer;
  }

  /** RFC 6901, into the offending document; empty for all of it. */
  public String pointer() {
    return pointer;
  }
}

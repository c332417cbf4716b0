package dev.baton.provider;

/** A setting of a provider is missing or wrong; the message is one sentence for the operator. */
public final class ProviderSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProviderSettingException(String message) {
    super(message);
  }
}

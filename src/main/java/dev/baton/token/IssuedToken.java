package dev.baton.token;

/**
 * A token that this gateway made: just now, or earlier and kept in the record.
 *
 * @param compact what the client gets; never logged
 * @param token what it says
 */
public record IssuedToken(String compact, VerifiedToken token) {
  @Override
  public String toString() {
    return "IssuedToken[" + token.jti() + "]";
  }
}

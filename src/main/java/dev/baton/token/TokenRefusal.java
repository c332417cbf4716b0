package dev.baton.token;

import dev.baton.checkout.ProblemType;

/** Why a token that somebody sent isn't taken; the detail holds nothing of the token. */
public record TokenRefusal(ProblemType type, String detail)
    implements OpenResult, ResumeResult, TokenHeader.Parsed {}

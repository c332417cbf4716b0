package dev.baton.rest;

/** The gateway with its sandbox in process. */
public final class InProcess extends GatewayProfile {}

package io.cloudstate.tck.runner.deploy.container;

/**
 * Where a proxy finds what the kit serves.
 *
 * @param bind the address of this machine at which the kit listens
 * @param told the same place, as the proxy knows it
 */
public record Meeting(String bind, String told) {}

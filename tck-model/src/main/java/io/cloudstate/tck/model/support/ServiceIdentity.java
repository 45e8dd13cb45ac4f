package io.cloudstate.tck.model.support;

/**
 * What a service calls itself in discovery.
 *
 * @param name the service's name
 * @param version the service's version
 */
public record ServiceIdentity(String name, String version) {}

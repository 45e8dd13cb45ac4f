/**
 * The event sourced model service, written against the published Java support library as its users
 * would.
 */
package io.cloudstate.tck.candidate;

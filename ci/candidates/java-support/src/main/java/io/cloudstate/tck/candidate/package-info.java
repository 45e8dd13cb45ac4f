/**
 * The event sourced model service, and the entities of the event log, written against the published Java support library as its users
 * would.
 */
package io.cloudstate.tck.candidate;

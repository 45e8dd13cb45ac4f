package io.cloudstate.tck.runner.deploy;

import java.time.Duration;

/**
 * What to start.
 *
 * @param service the candidate
 * @param proxy the proxy
 * @param withProxy whether a scenario needs one
 * @param listen where the interceptor listens; port 0 is any free one
 * @param startDeadline how long a target may take to come up
 * @param answerDeadline how long an answer to discovery may take
 * @param mutation bugs put in on purpose
 */
public record DeploymentPlan(
    Target service,
    Target proxy,
    boolean withProxy,
    Endpoint listen,
    Duration startDeadline,
    Duration answerDeadline,
    Mutation mutation) {}

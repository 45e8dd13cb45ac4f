package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import java.time.Duration;

/**
 * What to start.
 *
 * @param service the candidate
 * @param proxy the proxy
 * @param withProxy whether a scenario needs one
 * @param listen where the interceptor listens; with port 0, wherever the proxy finds it
 * @param startDeadline how long a target may take to come up
 * @param answerDeadline how long an answer to discovery may take
 * @param mutation bugs put in on purpose
 * @param containers how images are run
 */
public record DeploymentPlan(
    Target service,
    Target proxy,
    boolean withProxy,
    Endpoint listen,
    Duration startDeadline,
    Duration answerDeadline,
    Mutation mutation,
    ContainerOptions containers) {}

package io.cloudstate.tck.candidate;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** The kit's scenarios as tests of this build; more options stand in tck.yaml. */
@Suite
@IncludeEngines("cloudstate-tck")
@SelectClasses(ConformanceTest.class)
@ConfigurationParameter(key = "cloudstate.tck.service", value = "exec:../run")
@ConfigurationParameter(key = "cloudstate.tck.proxy", value = "embedded")
class ConformanceTest {}

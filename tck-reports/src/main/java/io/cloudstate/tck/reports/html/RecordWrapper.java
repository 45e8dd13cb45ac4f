package io.cloudstate.tck.reports.html;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import io.cloudstate.tck.reports.text.TextBudget;
import io.cloudstate.tck.reports.text.VisibleText;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template can see: records, lists and plain values, and no methods. Every text passes
 * through {@link VisibleText} here, so that no template can forget it; escaping for HTML is the
 * output format's part. One wrapper serves one rendering: it counts the characters it gave out, and
 * cuts long values harder once there were many, so that a page stays one that a browser can open.
 */
final class RecordWrapper implements ObjectWrapper {

  private static final long PAGE_BUDGET = 4_000_000;

  private final TextBudget budget = new TextBudget(PAGE_BUDGET);

  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    if (value == null) {
      return null;
    }
    if (value instanceof TemplateModel model) {
      return model;
    }
    if (value instanceof String text) {
      return (TemplateScalarModel) () -> budget.visible(text);
    }
    if (value instanceof Enum<?> constant) {
      return (TemplateScalarModel) constant::name;
    }
    if (value instanceof Number number) {
      return new SimpleNumber(number);
    }
    if (value instanceof Boolean bool) {
      return bool ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    if (value instanceof List<?> list) {
      return new SimpleSequence(list, this);
    }
    if (value instanceof Record shown) {
      return new RecordModel(shown, this);
    }
    throw new TemplateModelException("The report shows no " + value.getClass().getName() + ".");
  }

  /** Reads a component by its name; looked up once a class, since a page reads many thousands. */
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new HashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            accessors.put(component.getName(), component.getAccessor());
          }
          return accessors;
        }
      };

  private record RecordModel(Record shown, RecordWrapper wrapper) implements TemplateHashModel {

    @Override
    public @Nullable TemplateModel get(String key) throws TemplateModelException {
      Method accessor = ACCESSORS.get(shown.getClass()).get(key);
      if (accessor == null) {
        throw new TemplateModelException(
            "A %s has no %s.".formatted(shown.getClass().getSimpleName(), key));
      }
      try {
        return wrapper.wrap(accessor.invoke(shown));
      } catch (ReflectiveOperationException e) {
        throw new TemplateModelException("Cannot read " + key, e);
      }
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}

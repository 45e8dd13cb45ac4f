package io.cloudstate.tck.reports;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template can see: records, lists and plain values, and no methods. Every text passes
 * through {@link VisibleText} here, so that no template can forget it; escaping for HTML is the
 * output format's part. One wrapper serves one rendering: it counts the characters it gave out, and
 * cuts long values harder once there were many, so that a page stays one that a browser can open.
 */
final class RecordWrapper implements ObjectWrapper {

  private static final int SHORT = 400;
  private static final long PAGE_BUDGET = 8_000_000;

  private long left = PAGE_BUDGET;

  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    if (value == null) {
      return null;
    }
    if (value instanceof TemplateModel model) {
      return model;
    }
    if (value instanceof String text) {
      return (TemplateScalarModel) () -> visible(text);
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

  private String visible(String text) {
    if (text.length() <= SHORT) {
      return VisibleText.block(text, SHORT);
    }
    String shown = VisibleText.block(text, left > 0 ? VisibleText.LIMIT : SHORT);
    left -= shown.length();
    return shown;
  }

  private record RecordModel(Record shown, RecordWrapper wrapper) implements TemplateHashModel {

    @Override
    public @Nullable TemplateModel get(String key) throws TemplateModelException {
      for (RecordComponent component : shown.getClass().getRecordComponents()) {
        if (component.getName().equals(key)) {
          try {
            component.getAccessor().setAccessible(true);
            return wrapper.wrap(component.getAccessor().invoke(shown));
          } catch (ReflectiveOperationException e) {
            throw new TemplateModelException("Cannot read " + key, e);
          }
        }
      }
      throw new TemplateModelException(
          "A %s has no %s.".formatted(shown.getClass().getSimpleName(), key));
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }
}

package io.cloudstate.tck.model.proxy.discovery;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;
import java.util.List;
import java.util.stream.Collectors;

/** Which fields of a request name the entity, and what they say. */
public final class EntityKey {
  private final List<FieldDescriptor> fields;

  private EntityKey(List<FieldDescriptor> fields) {
    this.fields = fields;
  }

  /**
   * The key that a request has.
   *
   * @param request its type
   * @return its fields that are marked as key
   */
  public static EntityKey of(Descriptor request) {
    return new EntityKey(request.getFields().stream().filter(EntityKey::marked).toList());
  }

  /**
   * The key that {@link ProxyDefect#ENTITY_ID_FROM_FIRST_TEXT} takes.
   *
   * @param request the request's type
   * @return its first text, if it has one
   */
  public static EntityKey firstText(Descriptor request) {
    return new EntityKey(
        request.getFields().stream()
            .filter(field -> field.getType() == FieldDescriptor.Type.STRING && !field.isRepeated())
            .limit(1)
            .toList());
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /**
   * What the key says in a request.
   *
   * @param request a request of the key's type
   * @return the entity id; several keys are joined by hyphens
   */
  public String in(DynamicMessage request) {
    return fields.stream()
        .map(field -> text(request.getField(field)))
        .collect(Collectors.joining("-"));
  }

  private static String text(Object value) {
    return value instanceof ByteString bytes ? bytes.toStringUtf8() : value.toString();
  }

  private static boolean marked(FieldDescriptor field) {
    return !field.isRepeated()
        && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        && (field.getOptions().getExtension(EntityKeyProto.entityKey)
            || field.getOptions().getExtension(LegacyEntityKeyProto.legacyEntityKey));
  }
}

package org.entresol.tck;

import javax.cache.annotation.BeanProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The TCK's annotated beans, behind Spring's implementation of the JSR-107 annotations. */
public final class SpringBeanProvider implements BeanProvider {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(BlogConfiguration.class);

  @Override
  public <T> T getBeanByType(Class<T> beanClass) {
    return context.getBean(beanClass);
  }
}

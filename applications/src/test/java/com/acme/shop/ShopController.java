package com.acme.shop;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop to those outside; each answer is a revision. */
@RestController
public class ShopController {
  private final Items items;
  private final Labels labels;
  private final Stock stock;

  ShopController(Items items, Labels labels, Stock stock) {
    this.items = items;
    this.labels = labels;
    this.stock = stock;
  }

  /** Fills the shop. */
  @PostMapping("/fill/{count}")
  public String fill(@PathVariable int count) {
    stock.fill(count);
    return "filled";
  }

  /** A thing. */
  @GetMapping("/item/{id}")
  public String item(@PathVariable long id) {
    return String.valueOf(items.findById(id).orElseThrow().revision);
  }

  /** What is on the shelf of a thing. */
  @GetMapping("/shelf/{id}")
  public String shelf(@PathVariable long id) {
    return String.valueOf(items.onShelf("shelf " + id).get(0));
  }

  /** What is written on a thing. */
  @GetMapping("/label/{id}")
  public String label(@PathVariable long id) {
    return String.valueOf(labels.of(id).revision());
  }

  /** Revises a thing. */
  @PostMapping("/item/{id}")
  public String revise(@PathVariable long id) {
    return String.valueOf(labels.revise(id));
  }

  /** For how long each cache has been without its authority, in milliseconds. */
  @GetMapping("/away")
  public List<Long> away() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<Long> away = new ArrayList<>();
    for (ObjectName name :
        server.queryNames(ObjectName.getInstance("javax.cache:type=CacheStatistics,*"), null)) {
      away.add((Long) server.getAttribute(name, "AwayMillis"));
    }
    return away;
  }
}

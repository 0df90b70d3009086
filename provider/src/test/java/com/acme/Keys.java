package com.acme;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.entresol.EncryptionKeys;

/** A key that everybody knows. */
public class Keys implements EncryptionKeys {
  @Override
  public String current() {
    return "k1";
  }

  @Override
  public SecretKey key(String name) {
    return new SecretKeySpec(new byte[32], "AES");
  }

  /** Others, as a name for none. */
  public static final class None extends Keys {}
}

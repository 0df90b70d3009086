package org.entresol;

import java.io.Serializable;

/** The way in which the values of a cache become bytes: a shipped one, or one of the user's. */
public sealed interface CodecChoice extends Serializable permits ShippedCodec, OwnCodec {}

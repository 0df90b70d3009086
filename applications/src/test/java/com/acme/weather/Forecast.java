package com.acme.weather;

import java.time.LocalDate;

/**
 * What is expected of a day.
 *
 * @param day which one
 * @param sky what it will look like
 */
public record Forecast(LocalDate day, Sky sky) {}

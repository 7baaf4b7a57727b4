// @ts-check
/** Web Mercator (EPSG:3857) on a unit square: x grows east from 180° W, y south from 85.05° N. */

const LIMIT = 85.0511287798;
const EARTH_KM = 40_075.016686;

/** @param {number} longitude degrees east */
export function unitX(longitude) {
  return longitude / 360 + 0.5;
}

/** @param {number} latitude degrees north */
export function unitY(latitude) {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** @param {number} x */
export function longitudeOf(x) {
  return (x - 0.5) * 360;
}

/** @param {number} y */
export function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/**
 * Length on the unit square of kilometers on the ground; Mercator stretches toward the poles.
 * @param {number} km
 * @param {number} latitude
 */
export function unitLength(km, latitude) {
  return km / (EARTH_KM * Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
}

/** The longitude, or one whole turns away, that lies nearest to another. @param {number} longitude
 * @param {number} middle */
export function longitudeNear(longitude, middle) {
  return longitude + 360 * Math.round((middle - longitude) / 360);
}

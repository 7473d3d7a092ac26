/** Different codes that one metric counts; further ones are counted as `other`. */
export const MAX_CODES = 200;

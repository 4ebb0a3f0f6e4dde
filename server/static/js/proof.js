// The page of one picture of afterwards: looked at and covered as a photo in the review.
import "./review/photos.js";
import "./review/keys.js";
import "./review/cover.js";

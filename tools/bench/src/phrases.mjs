// @ts-check
import { signalCatalogue } from "brio-dictionary";

/** What every search in this folder looks for: the phrases that the events of the frames are of. */
export const PHRASES = signalCatalogue();

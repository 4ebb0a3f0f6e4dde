import { ref } from "vue";

/** What is looked for on the home screen; a look into a form does not forget it. */
export const sought = ref("");

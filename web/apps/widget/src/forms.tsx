// The second script: the forms of requests, and of messages and call backs. Fetched by `views/Forms.tsx`.
export { CallBack } from "./views/CallBack";
export { Start } from "./views/Start";

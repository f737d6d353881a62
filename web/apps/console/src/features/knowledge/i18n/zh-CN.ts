const source = {};

export default source;

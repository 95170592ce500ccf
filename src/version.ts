/** Version of the engine, stamped on every result. A test keeps it equal to package.json. */
export const ENGINE_VERSION = '0.1.0';

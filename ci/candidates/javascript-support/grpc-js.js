// Loaded before the library, which was written for the native "grpc". package.json gives it "@grpc/grpc-js" under that name; this adds
// the one call of the old interface that the new one has taken away.
const { Server } = require("grpc");

Server.prototype.bind = function (address, credentials) {
  this.bindAsync(address, credentials, (failure) => {
    if (failure) {
      // The library would keep a process alive that serves nothing.
      console.error(`candidate: cannot serve on ${address}: ${failure.message}. Is the port a number, and free?`);
      process.exit(1);
    }
  });
  return Number(address.slice(address.lastIndexOf(":") + 1));
};

// What is bound serves already, and before it is, starting would be an error.
Server.prototype.start = () => {};

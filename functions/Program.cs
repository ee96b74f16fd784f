using Hub.Functions;
using Hub.Functions.CommandLine;

return await HubCommandLine.RunAsync(Shipped.Wings, args);

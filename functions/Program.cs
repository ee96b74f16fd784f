using Hub.Functions.CommandLine;
using Hub.Functions.Hosting;

return await HubCommandLine.RunAsync(Shipped.Wings, args);

return await Hub.Functions.CommandLine.HubCommandLine.RunAsync(args);

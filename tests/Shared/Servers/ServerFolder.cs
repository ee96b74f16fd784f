using System.Diagnostics;

namespace Hub.Tests.Servers;

/// <summary>A folder for one server, owned by the user that the server runs as.</summary>
internal static class ServerFolder
{
    /// <summary>Makes it where tests/run looks for leftovers, else among the temporary files.</summary>
    public static string Make(string name, string owner)
    {
        var root = Environment.GetEnvironmentVariable("HUB_TEST_SERVERS") ?? Path.GetTempPath();
        var folder = Path.Combine(root, $"hub-{name}-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", $"{owner}:", folder);
        }

        return folder;
    }

    /// <summary>The command as it must be run for the server's user: servers of databases refuse to run as root.</summary>
    public static string[] As(string user, params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", "--", .. command]
        : command;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)}: {errors}");
        }
    }
}

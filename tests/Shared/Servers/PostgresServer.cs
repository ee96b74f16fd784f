using System.Globalization;

namespace Hub.Tests.Servers;

/// <summary>
/// A real PostgreSQL of this test process alone: its own folder and loopback port, as Debian ships it. Never the system's cluster.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";
    private static readonly Lazy<PostgresServer> One = new(() => Start("fsync = off", "full_page_writes = off", "shared_buffers = 16MB"));
    private readonly string _binaries = Binaries();
    private readonly string _folder = ServerFolder.Make("postgres", User);
    private ServerProcess? _server;

    private PostgresServer()
    {
        Port = LoopbackPort.Next();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>
    /// The server that most tests of this process share, each class with a schema or database of its own. It stays up, so nothing is lost
    /// by commits that reach the system and not the disk; every other server syncs them. Each copied or dropped database walks its buffers, so they are few.
    /// </summary>
    public static PostgresServer Shared => One.Value;

    public int Port { get; }

    /// <summary>What the server has written.</summary>
    public string Log => _server?.Log ?? "";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Starts a server of one's own, for tests that stop or pause it.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c> beside the usual ones; the last of a name counts.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or it does not start; with the reason.</exception>
    public static PostgresServer Start(params string[] settings)
    {
        var server = new PostgresServer();
        try
        {
            server.Initialise(settings);
            server.Start();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>For Npgsql. Everybody is trusted on the loopback port, so there is no password.</summary>
    public string ConnectionString(string user = User, string database = "postgres") => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={user};Database={database};Include Error Detail=true");

    /// <summary>Starts it again under the same port, after <see cref="Stop"/>; returns when it takes connections.</summary>
    public void Start()
    {
        var former = _server;
        _server = ServerProcess.Start(_folder, "QUIT", null, ServerFolder.As(User, Path.Combine(_binaries, "postgres"), "-D", Data));
        former?.Dispose();
        _server.WaitUntil("ready", IsReady);
    }

    public void Stop(PostgresStop how = PostgresStop.Fast)
    {
        if (how == PostgresStop.Killed)
        {
            _server?.Kill();
        }
        else
        {
            _server?.Stop(how == PostgresStop.Fast ? "INT" : "QUIT");
        }
    }

    public void Restart(PostgresStop how = PostgresStop.Fast)
    {
        Stop(how);
        Start();
    }

    /// <summary>Freezes it with all its connections open.</summary>
    public void Pause() => _server?.Pause();

    public void Resume() => _server?.Resume();

    public void Dispose()
    {
        _server?.Dispose();
        _server = null;
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Initialise(string[] settings)
    {
        ServerFolder.Run(ServerFolder.As(
            User, Path.Combine(_binaries, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        File.AppendAllLines(Path.Combine(Data, "postgresql.conf"), [
            "listen_addresses = '127.0.0.1'",
            string.Create(CultureInfo.InvariantCulture, $"port = {Port}"),
            "unix_socket_directories = ''",
            "max_connections = 200",
            .. settings]);
    }

    // The eighth line tells how far a start has come; pg_ctl waits for the same word.
    private bool IsReady()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Data, "postmaster.pid")) is { Length: >= 8 } lines
                && lines[0] == _server!.Id.ToString(CultureInfo.InvariantCulture) && lines[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? from version in Directory.GetDirectories("/usr/lib/postgresql")
              where int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) && number >= 15
              orderby int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture)
              select Path.Combine(version, "bin")
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException("PostgreSQL 15 or newer is needed for this test: apt-get install postgresql (tests/run does it).");
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Servers;

/// <summary>
/// A real RabbitMQ node of this test process alone: its own folder, loopback ports and port mapper, as Debian ships it. Never the system's node.
/// </summary>
public sealed class RabbitServer : IDisposable
{
    private const string User = "rabbitmq";
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly Lazy<RabbitServer> One = new(Start);
    private static int _prefixes;
    private readonly string _folder;
    private readonly string _mapperFolder;
    private readonly int _mapperPort = LoopbackPort.Next();
    private readonly int _nodePort = LoopbackPort.Next();
    private ServerProcess? _mapper;
    private ServerProcess? _server;

    private RabbitServer()
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException("RabbitMQ 3.10 or newer is needed for this test: apt-get install rabbitmq-server (tests/run does it).");
        }

        _folder = ServerFolder.Make("rabbitmq", User);
        _mapperFolder = ServerFolder.Make("epmd", User);
        Port = LoopbackPort.Next();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>The node that most tests of this process share, each with a prefix of its own. It stays up.</summary>
    public static RabbitServer Shared => One.Value;

    public int Port { get; }

    public Uri Uri => new(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{Port}/"));

    /// <summary>What the node has written.</summary>
    public string Log => _server?.Log ?? "";

    /// <summary>A prefix of queue names that nobody else uses.</summary>
    public static string NextPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes)}");

    /// <summary>Starts a node of one's own, for tests that stop or pause it.</summary>
    /// <exception cref="InvalidOperationException">RabbitMQ is not installed, or it does not start; with the reason.</exception>
    public static RabbitServer Start()
    {
        var server = new RabbitServer();
        try
        {
            server.Configure();
            server.Begin();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts it again under the same port, after <see cref="Stop"/> or <see cref="Kill"/>; returns when it takes connections.</summary>
    public void Begin()
    {
        var former = _server;
        _server = ServerProcess.Start(_folder, "TERM", Environment(), ServerFolder.As(User, Program));
        former?.Dispose();
        _server.WaitUntil("ready", IsReady);
    }

    /// <summary>In good order: clients are told.</summary>
    public void Stop() => _server?.Stop("TERM");

    /// <summary>kill -9.</summary>
    public void Kill() => _server?.Kill();

    public void Restart()
    {
        Stop();
        Begin();
    }

    /// <summary>Freezes it with all its connections open.</summary>
    public void Pause() => _server?.Pause();

    public void Resume() => _server?.Resume();

    public void Dispose()
    {
        _server?.Dispose();
        _mapper?.Dispose();
        (_server, _mapper) = (null, null);
        foreach (var folder in (string[])[_folder, _mapperFolder])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private void Configure()
    {
        // In Erlang's own terms: to translate rabbitmq.conf into them is a seventh of what a start costs.
        File.WriteAllText(Path.Combine(_folder, "advanced.config"), string.Create(CultureInfo.InvariantCulture, $$$"""
            [{rabbit, [{tcp_listeners, [{"127.0.0.1", {{{Port}}}}]}, {log, [{console, [{enabled, true}, {level, warning}]}, {file, [{file, false}]}]}]},
             {kernel, [{inet_dist_use_interface, {127, 0, 0, 1}}, {inet_dist_listen_min, {{{_nodePort}}}}, {inet_dist_listen_max, {{{_nodePort}}}}]},
             {ra, [{wal_max_size_bytes, 64000000}]}].
            """));
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[].");

        // The node would start one by itself, in the background and past the end of everything.
        _mapper = ServerProcess.Start(_mapperFolder, "TERM", Environment(), ServerFolder.As(User, "epmd"));
        _mapper.WaitUntil("ready", () => Answers(_mapperPort, []));
    }

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal)
    {
        ["HOME"] = _folder,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = _mapperPort.ToString(CultureInfo.InvariantCulture),
        // Before it reads its file the node tries the port that it would take without one, and a node of the system may sit there.
        ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = _nodePort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"hub{Port}@localhost"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "none"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "none"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
        // Erlang's schedulers spin for a while before they sleep, and take the processor from the tests beside them.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none",
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "node.pid"),
    };

    // AMQP 0-9-1, section 4.2.2: the client says its version, the server answers with Connection.Start.
    private bool IsReady() => Answers(Port, "AMQP\0\0\u0009\u0001"u8);

    private static bool Answers(int port, ReadOnlySpan<byte> greeting)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 1000 };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(greeting);
            return greeting.IsEmpty || socket.Receive(new byte[1]) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Hub.Functions.Hosting;

/// <summary>
/// Takes no more connections than there is room for; who comes beyond waits where the system keeps them, which costs no file of ours. The server's own limit looks
/// at a connection when it is taken already: a few hundred at once were more open files than the process may have, and ended it.
/// </summary>
internal sealed class BoundedSockets : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets;

    // A place for each connection that may still be taken.
    private readonly Channel<bool> _room;

    public BoundedSockets(SocketTransportFactory sockets, int most)
    {
        (_sockets, _room) = (sockets, Channel.CreateBounded<bool>(most));
        for (var i = 0; i < most; i++)
        {
            _room.Writer.TryWrite(true);
        }
    }

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await _sockets.BindAsync(endpoint, cancellationToken), _room);

    private sealed class Listener(IConnectionListener inner, Channel<bool> room) : IConnectionListener
    {
        private readonly CancellationTokenSource _unbound = new();

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await room.Reader.ReadAsync(_unbound.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            ConnectionContext? taken = null;
            try
            {
                taken = await inner.AcceptAsync(cancellationToken);
                return taken;
            }
            finally
            {
                if (taken is null)
                {
                    room.Writer.TryWrite(true);
                }
                else
                {
                    taken.ConnectionClosed.UnsafeRegister(static state => ((Channel<bool>)state!).Writer.TryWrite(true), room);
                }
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _unbound.CancelAsync();
            await inner.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            _unbound.Dispose();
        }
    }
}

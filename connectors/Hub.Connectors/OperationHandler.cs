namespace Hub.Connectors;

/// <summary>
/// Where each operation lies at this partner and how long its answer is waited for. An interface's attributes name the paths that are published or assumed;
/// what the settings say stands over them.
/// </summary>
/// <param name="baseAddress">Of the client; ends with <c>/</c>.</param>
public sealed class OperationHandler(Uri baseAddress, IReadOnlyList<PartnerOperation> operations) : DelegatingHandler
{
    private readonly int _start = baseAddress.AbsolutePath.Length;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var path = address.AbsolutePath.AsSpan(_start);
        foreach (var operation in operations)
        {
            if (path.SequenceEqual(operation.Named) && (operation.Method is null || operation.Method == request.Method))
            {
                request.Options.Set(AnswerHandler.Patience, operation.Patience);
                request.RequestUri = operation.Path == operation.Named ? address : new Uri(baseAddress, operation.Path + address.Query);
                break;
            }
        }

        return base.SendAsync(request, cancellationToken);
    }
}

/// <param name="Named">The path in the interface's attribute, without its leading <c>/</c>.</param>
/// <param name="Path">Where it lies below the base address, without a leading <c>/</c>; or an absolute address.</param>
/// <param name="Patience">Until the whole answer is read.</param>
/// <param name="Method">Where two operations share a path.</param>
public sealed record PartnerOperation(string Named, string Path, TimeSpan Patience, HttpMethod? Method = null);

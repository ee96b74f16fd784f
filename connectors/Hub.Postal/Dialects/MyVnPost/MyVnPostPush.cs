namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>A call whose signature was found right; only <see cref="MyVnPostWebhook.Check"/> makes one.</summary>
public sealed class MyVnPostPush
{
    internal MyVnPostPush(string @operator, MyVnPostCall call) => (Operator, Call) = (@operator, call);

    public string Operator { get; }

    internal MyVnPostCall Call { get; }
}

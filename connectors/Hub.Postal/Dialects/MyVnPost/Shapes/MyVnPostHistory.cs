using System.Text.Json;

namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostHistory
{
    public IReadOnlyList<Item>? Data { get; init; }

    internal sealed record Item
    {
        public string? ItemCode { get; init; }

        /// <summary>Kept raw: an element that cannot be read must not cost the others.</summary>
        public IReadOnlyList<JsonElement>? StatusHistory { get; init; }
    }
}

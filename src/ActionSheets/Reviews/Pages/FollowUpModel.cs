using ActionSheets.Web.Forms;

namespace ActionSheets.Reviews.Pages;

/// <summary>What the page of a letter that asks for dates shows, all of it text.</summary>
public sealed record FollowUpModel(string Token, string FormToken, string Desk, bool IsJustSaved, IReadOnlyList<FollowedPromise> Promises, TypedFields Fields);

/// <summary>One promise; its fields begin with <paramref name="Prefix"/>. <paramref name="Missing"/>: the date that is asked for, null when none is.</summary>
public sealed record FollowedPromise(string Prefix, string Title, string Text, string Promise, string? Missing);

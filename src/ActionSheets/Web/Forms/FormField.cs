using Microsoft.AspNetCore.Components;

namespace ActionSheets.Web.Forms;

/// <summary>
/// What every field of a form has. The id of the control is its name, so an error's link <c>#name</c> leads to it; its messages stand
/// in <c>name-messages</c>.
/// </summary>
public abstract class FormField : ComponentBase
{
    [Parameter, EditorRequired] public TypedFields Fields { get; set; } = default!;

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Part of the label: read out with it.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>Said in the label and to assistive technology; the server checks it, not the browser.</summary>
    [Parameter] public bool IsRequired { get; set; }

    protected IReadOnlyList<string> Errors => Fields.ErrorsAt(Name);

    protected string Value => Fields[Name];

    protected string? DescribedBy => Errors.Count == 0 ? null : MessagesId;

    protected string MessagesId => Name + "-messages";

    protected string? Invalid => Errors.Count == 0 ? null : "true";

    protected string? Required => IsRequired ? "true" : null;

    /// <summary>A class of the design system, and its form for a field with a fault.</summary>
    protected string WithFault(string name, string faulty) => Errors.Count == 0 ? name : $"{name} {faulty}";
}

/// <summary>One of the answers a field offers. <paramref name="Value"/> is sent, <paramref name="Label"/> is read.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null);
